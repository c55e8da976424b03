package dev.healthevents.config;

import java.util.List;
import java.util.Map;

/**
 * KEDA's objects as far as our manifests use them, with the fields of its API {@code keda.sh/v1alpha1}.
 *
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject specification</a>
 * @see <a href="https://keda.sh/docs/latest/concepts/authentication/">Authentication: TriggerAuthentication</a>
 */
final class Keda {

    private Keda() {}

    record Metadata(String name, Map<String, String> labels) {}

    record ScaledObject(String apiVersion, String kind, Metadata metadata, ScaledObjectSpec spec) {}

    record ScaledObjectSpec(
            Target scaleTargetRef,
            Integer pollingInterval,
            Integer cooldownPeriod,
            Integer minReplicaCount,
            Integer maxReplicaCount,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Trigger(String type, String name, Map<String, String> metadata, Reference authenticationRef) {}

    record Reference(String name, String kind) {}

    record TriggerAuthentication(String apiVersion, String kind, Metadata metadata, TriggerAuthenticationSpec spec) {}

    record TriggerAuthenticationSpec(List<SecretTarget> secretTargetRef) {}

    record SecretTarget(String parameter, String name, String key) {}
}
