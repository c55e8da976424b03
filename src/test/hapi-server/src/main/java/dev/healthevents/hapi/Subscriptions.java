package dev.healthevents.hapi;

import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Switches rest-hooks on. HAPI 7.2 keeps these settings elsewhere, so the profile hapi-7.2 leaves this class out. */
@Configuration
class Subscriptions {

    @Bean
    SubscriptionSettings subscriptionSettings() {
        SubscriptionSettings subscriptions = new SubscriptionSettings();
        subscriptions.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
        return subscriptions;
    }
}
