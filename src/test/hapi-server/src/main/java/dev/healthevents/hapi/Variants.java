package dev.healthevents.hapi;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.partition.PartitionManagementProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.interceptor.partition.RequestTenantPartitionInterceptor;
import ca.uhn.fhir.rest.server.tenant.UrlBaseTenantIdentificationStrategy;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What other servers of HAPI's are set to: {@code hapi.tenants=true} has tenants by URL, {@code hapi.history=false} keeps
 * no versions but the newest. The profile hapi-7.2 leaves this class out.
 */
@Configuration
class Variants {

    @Bean
    @ConditionalOnProperty("hapi.tenants")
    Consumer<RestfulServer> tenants(PartitionSettings partitions, PartitionManagementProvider management) {
        partitions.setPartitioningEnabled(true);
        RequestTenantPartitionInterceptor byTenant = new RequestTenantPartitionInterceptor();
        byTenant.setPartitionSettings(partitions);
        return server -> {
            server.setTenantIdentificationStrategy(new UrlBaseTenantIdentificationStrategy());
            server.registerInterceptor(byTenant);
            server.registerProvider(management);
        };
    }

    @Bean
    @ConditionalOnProperty(name = "hapi.history", havingValue = "false")
    Consumer<RestfulServer> withoutHistory(JpaStorageSettings storage) {
        storage.setResourceDbHistoryEnabled(false);
        return server -> {};
    }
}
