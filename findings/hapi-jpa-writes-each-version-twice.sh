#!/usr/bin/env bash
# HAPI FHIR JPA writes the row of each version twice in one transaction, so who captures its table sees each version twice.
#
# With: ca.uhn.hapi.fhir:hapi-fhir-jpaserver-base 8.8.0 with its defaults, R4, on H2, in Spring Boot 3.5.13.
# Does: a Patient is put, put again, and deleted, with a trigger on HFJ_RES_VER that notes what happens to its rows. A version's row is
#   never changed again by FHIR's rules; here it is inserted and at once updated, which gives it the request's id. A log of changes,
#   as Debezium reads it, has two entries for each version, and the first lacks what the second has.
# Seen on 2026-11-30:
#   PUT 201: INSERT, UPDATE of REQUEST_ID
#   PUT 200: INSERT, UPDATE of REQUEST_ID
#   DELETE 200: INSERT, UPDATE of REQUEST_ID
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
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.h2.api.Trigger;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
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
        ConfigurableApplicationContext context = server.run(arguments);
        String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/fhir/";

        try (Connection connection = context.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER rows AFTER INSERT, UPDATE ON hfj_res_ver FOR EACH ROW CALL 'hapi.Server$Rows'");
        }
        for (String use : List.of("official", "usual")) {
            BodyPublisher patient = BodyPublishers.ofString(
                    "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"use\":\"" + use + "\"}]}");
            tell("PUT", send("PUT", base + "Patient/p", patient));
        }
        tell("DELETE", send("DELETE", base + "Patient/p", BodyPublishers.noBody()));
        System.exit(0);
    }

    private static void tell(String method, HttpResponse<String> answer) {
        System.out.println(method + " " + answer.statusCode() + ": " + String.join(", ", Rows.SEEN));
        Rows.SEEN.clear();
    }

    /** Notes what happens to rows, and which columns an update changes. */
    public static class Rows implements Trigger {

        private static final List<String> SEEN = new CopyOnWriteArrayList<>();
        private final List<String> columns = new ArrayList<>();

        @Override
        public void init(Connection connection, String schema, String name, String table, boolean before, int type)
                throws SQLException {
            try (ResultSet names = connection.getMetaData().getColumns(null, schema, table, null)) {
                while (names.next()) {
                    columns.add(names.getString("COLUMN_NAME"));
                }
            }
        }

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            if (before == null) {
                SEEN.add("INSERT");
                return;
            }
            List<String> changed = new ArrayList<>();
            for (int i = 0; i < after.length; i++) {
                if (!Objects.deepEquals(content(before[i]), content(after[i]))) {
                    changed.add(columns.get(i));
                }
            }
            SEEN.add("UPDATE of " + String.join(" and ", changed));
        }

        private static Object content(Object value) throws SQLException {
            return value instanceof Clob text ? text.getSubString(1, (int) text.length()) : value;
        }
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
grep -E '^(PUT|DELETE) ' log | tee seen

diff - seen <<'SEEN'
PUT 201: INSERT, UPDATE of REQUEST_ID
PUT 200: INSERT, UPDATE of REQUEST_ID
DELETE 200: INSERT, UPDATE of REQUEST_ID
SEEN
