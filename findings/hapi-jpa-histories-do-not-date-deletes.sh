#!/usr/bin/env bash
# No history of HAPI FHIR JPA tells when a resource was deleted; only the text of an error does.
#
# With: ca.uhn.hapi.fhir:hapi-fhir-jpaserver-base 8.8.0 with its defaults, R4, on H2, in Spring Boot 3.5.13.
# Does: a Patient is put, deleted three seconds later, and put again three seconds after that. In the histories of the system, of
#   the type and of the Patient the entry of the delete has neither a resource nor response.lastModified, so nothing says when
#   it was, while the entries around it have their times. The server knows: GET Patient/p/_history/2 is 410, "Resource was deleted at …".
#   Beside that, the put that brings the Patient back is answered 201 Created, and listed as PUT with status "200 OK".
# Seen on 2026-11-29:
#   PUT 201, DELETE 200, PUT 201
#   history _history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
#   history Patient/_history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
#   history Patient/p/_history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
#   read Patient/p/_history/2: 410, and its text tells the time of the delete
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

exclude() {
  echo "<exclusion><groupId>$1</groupId><artifactId>$2</artifactId></exclusion>"
}
cat > pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.5.13</version>
    <relativePath/>
  </parent>
  <groupId>findings</groupId>
  <artifactId>hapi-jpa</artifactId>
  <version>1</version>
  <properties>
    <!-- Boot pins 3.17.0; HAPI 8.8 calls what came with 3.18. -->
    <commons-lang3.version>3.20.0</commons-lang3.version>
  </properties>
  <dependencies>
    <dependency>
      <groupId>ca.uhn.hapi.fhir</groupId>
      <artifactId>hapi-fhir-jpaserver-base</artifactId>
      <version>8.8.0</version>
      <!-- Other versions of FHIR and other databases, full-text search, RDF, mail, pages for people: 130 MB. -->
      <exclusions>
        $(for version in dstu2 dstu3 r4b r5; do exclude ca.uhn.hapi.fhir hapi-fhir-validation-resources-$version; done)
        $(exclude ca.uhn.hapi.fhir org.hl7.fhir.dstu2016may)
        $(for group in com.oracle.database.jdbc org.postgresql org.xerial co.elastic.clients org.elasticsearch.client \
          org.apache.jena net.sf.saxon net.sourceforge.plantuml org.simplejavamail org.apache.santuario com.github.dnault \
          org.jscience org.springdoc org.webjars; do exclude $group '*'; done)
        $(exclude org.hibernate.search hibernate-search-backend-elasticsearch-aws)
        $(exclude org.hibernate.search hibernate-search-backend-lucene)
      </exclusions>
    </dependency>
    <!-- All that it needs comes with the one above. -->
    <dependency>
      <groupId>ca.uhn.hapi.fhir</groupId>
      <artifactId>hapi-fhir-jpaserver-subscription</artifactId>
      <version>8.8.0</version>
      <exclusions>$(exclude '*' '*')</exclusions>
    </dependency>
    <dependency>
      <groupId>com.apicatalog</groupId>
      <artifactId>titanium-json-ld</artifactId>
      <version>1.6.0</version>
      <exclusions>$(exclude '*' '*')</exclusions>
    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-web</artifactId>
    </dependency>
    <dependency>
      <groupId>com.h2database</groupId>
      <artifactId>h2</artifactId>
    </dependency>
  </dependencies>
</project>
POM

mkdir hapi
cat > hapi/Server.java <<'JAVA'
package hapi;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.match.config.SubscriptionProcessorConfig;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

@SpringBootApplication(excludeName = "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration")
@Import({
    JpaR4Config.class,
    HapiJpaConfig.class,
    JpaBatch2Config.class,
    Batch2JobsConfig.class,
    ThreadPoolFactoryConfig.class,
    SubscriptionSubmitterConfig.class,
    SubscriptionProcessorConfig.class,
    SubscriptionChannelConfig.class
})
public class Server {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        SpringApplication server = new SpringApplication(Server.class);
        server.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "spring.main.allow-bean-definition-overriding", "true",
                "spring.main.allow-circular-references", "true",
                "spring.datasource.url", "jdbc:h2:mem:hapi;DB_CLOSE_DELAY=-1"));
        String base = "http://127.0.0.1:" + server.run(arguments).getEnvironment().getProperty("local.server.port") + "/fhir/";

        BodyPublisher patient = BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":true}");
        int put = send("PUT", base + "Patient/p", patient).statusCode();
        Thread.sleep(3_000);
        int delete = send("DELETE", base + "Patient/p", BodyPublishers.noBody()).statusCode();
        Instant deleted = Instant.now();
        Thread.sleep(3_000);
        int again = send("PUT", base + "Patient/p", patient).statusCode();
        System.out.println("PUT " + put + ", DELETE " + delete + ", PUT " + again);
        for (String history : List.of("_history", "Patient/_history", "Patient/p/_history")) {
            System.out.println("history " + history + ": " + told(send("GET", base + history, BodyPublishers.noBody()).body()));
        }
        HttpResponse<String> gone = send("GET", base + "Patient/p/_history/2", BodyPublishers.noBody());
        Matcher time = Pattern.compile("Resource was deleted at ([^\" ]*[\\dZ])").matcher(gone.body());
        boolean right = time.find()
                && Duration.between(OffsetDateTime.parse(time.group(1)).toInstant(), deleted).abs().toMillis() < 2_000;
        System.out.println("read Patient/p/_history/2: " + gone.statusCode() + ", and its text "
                + (right ? "tells the time of the delete" : "does not: " + gone.body()));
        System.exit(0);
    }

    private static String told(String history) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, history).getEntry().stream()
                .map(entry -> entry.getRequest().getMethod() + " \"" + entry.getResponse().getStatus() + "\" "
                        + (entry.hasResource() && entry.getResource().getMeta().hasLastUpdated()
                                        || entry.getResponse().hasLastModified()
                                ? "with"
                                : "without") + " a time")
                .collect(Collectors.joining(", "));
    }

    private static HttpResponse<String> send(String method, String url, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/fhir+json")
                .header("Accept", "application/fhir+json")
                .method(method, body)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Bean
    JpaStorageSettings storageSettings() {
        return new JpaStorageSettings();
    }

    @Bean
    SubscriptionSettings subscriptionSettings() {
        return new SubscriptionSettings();
    }

    @Bean
    IEmailSender emailSender() {
        return mail -> {};
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }

    @Primary
    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource data, ConfigurableListableBeanFactory beans, FhirContext fhir, JpaStorageSettings storage) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, storage);
        Properties hibernate = new Properties();
        hibernate.put("hibernate.dialect", HapiFhirH2Dialect.class.getName());
        hibernate.put("hibernate.hbm2ddl.auto", "create");
        hibernate.put("hibernate.search.enabled", "false");
        factory.setPersistenceUnitName("HAPI_PU");
        factory.setDataSource(data);
        factory.setJpaProperties(hibernate);
        return factory;
    }

    @Primary
    @Bean
    JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhir(
            IFhirSystemDao<?, ?> system,
            JpaSystemProvider<?, ?> systemProvider,
            ResourceProviderFactory providers,
            DatabaseBackedPagingProvider paging) {
        RestfulServer server = new RestfulServer(system.getContext());
        server.registerProviders(providers.createProviders());
        server.registerProvider(systemProvider);
        server.setPagingProvider(paging);
        return new ServletRegistrationBean<>(server, "/fhir/*");
    }
}
JAVA

mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath > maven.log 2>&1 || { cat maven.log; exit 2; }
javac -nowarn -proc:none -cp "$(cat classpath)" -d . hapi/Server.java 2> javac.log || { cat javac.log; exit 2; }
java -Xmx900m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(cat classpath):." hapi.Server > log 2>&1 || { tail -n 50 log; exit 2; }
grep -E '^(PUT|history|read) ' log | tee seen

diff - seen <<'SEEN'
PUT 201, DELETE 200, PUT 201
history _history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
history Patient/_history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
history Patient/p/_history: PUT "200 OK" with a time, DELETE "200 OK" without a time, POST "201 Created" with a time
read Patient/p/_history/2: 410, and its text tells the time of the delete
SEEN
