#!/usr/bin/env bash
# After an $expunge HAPI FHIR JPA gives a version's address, id and ETag to another content.
#
# With: ca.uhn.hapi.fhir:hapi-fhir-jpaserver-base 8.8.0 with its defaults and setExpungeEnabled(true), R4, on H2, in Spring Boot 3.5.13.
# Does: a Patient is put, deleted, expunged with expungeDeletedResources, and put again with another content. Its versions begin at 1
#   again: Patient/p/_history/1 and the ETag W/"1" name what is there now, and named something else before. Who keeps versions by
#   type, id and version, or asks with If-None-Match, takes the new one for the old one, and no history says that there was one.
# Seen on 2026-11-30:
#   PUT Patient/p: 201, ETag W/"1", active true
#   GET Patient/p/_history/1: 200, ETag W/"1", active true
#   DELETE Patient/p: 200
#   POST Patient/p/$expunge: 200
#   PUT Patient/p: 201, ETag W/"1", active false
#   GET Patient/p/_history/1: 200, ETag W/"1", active false
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
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Patient;
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

        BodyPublisher active = BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":true}");
        System.out.println("PUT Patient/p: " + told(send("PUT", base + "Patient/p", active)));
        System.out.println("GET Patient/p/_history/1: " + told(send("GET", base + "Patient/p/_history/1", BodyPublishers.noBody())));
        System.out.println("DELETE Patient/p: " + send("DELETE", base + "Patient/p", BodyPublishers.noBody()).statusCode());
        BodyPublisher erase = BodyPublishers.ofString("{\"resourceType\":\"Parameters\",\"parameter\":["
                + "{\"name\":\"expungeDeletedResources\",\"valueBoolean\":true}]}");
        System.out.println("POST Patient/p/$expunge: " + send("POST", base + "Patient/p/$expunge", erase).statusCode());
        BodyPublisher inactive = BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":false}");
        System.out.println("PUT Patient/p: " + told(send("PUT", base + "Patient/p", inactive)));
        System.out.println("GET Patient/p/_history/1: " + told(send("GET", base + "Patient/p/_history/1", BodyPublishers.noBody())));
        System.exit(0);
    }

    private static String told(HttpResponse<String> answer) {
        Patient patient = FhirContext.forR4Cached().newJsonParser().parseResource(Patient.class, answer.body());
        return answer.statusCode() + ", ETag " + answer.headers().firstValue("ETag").orElse("none") + ", active "
                + patient.getActive();
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
        JpaStorageSettings settings = new JpaStorageSettings();
        settings.setExpungeEnabled(true);
        return settings;
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
grep -E '^(PUT|GET|DELETE|POST) Patient' log | tee seen

diff - seen <<'SEEN'
PUT Patient/p: 201, ETag W/"1", active true
GET Patient/p/_history/1: 200, ETag W/"1", active true
DELETE Patient/p: 200
POST Patient/p/$expunge: 200
PUT Patient/p: 201, ETag W/"1", active false
GET Patient/p/_history/1: 200, ETag W/"1", active false
SEEN
