package dev.healthevents.hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;

/**
 * HAPI's plain server, on which facades are built, with the providers that come with it: Observations and Patients in
 * memory, histories of types, and no times in them. Served like {@link HapiServerApplication}.
 */
public final class PlainServer {

    private PlainServer() {}

    /** @param args the most entries of a page, for a server that pages by itself; none for one that does not */
    public static void main(String[] args) throws LifecycleException {
        HapiServerApplication.endWithStandardInput();
        FhirContext fhir = FhirContext.forR4();
        RestfulServer server = new RestfulServer(fhir);
        server.setResourceProviders(
                new HashMapResourceProvider<>(fhir, Observation.class),
                new HashMapResourceProvider<>(fhir, Patient.class));
        if (args.length > 0) {
            FifoMemoryPagingProvider paging = new FifoMemoryPagingProvider(10);
            paging.setDefaultPageSize(Integer.parseInt(args[0]));
            paging.setMaximumPageSize(Integer.parseInt(args[0]));
            server.setPagingProvider(paging);
        }
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("tomcat");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "fhir", server);
        context.addServletMappingDecoded("/fhir/*", "fhir");
        tomcat.start();
        System.out.println("Listening on port " + connector.getLocalPort());
        tomcat.getServer().await();
    }
}
