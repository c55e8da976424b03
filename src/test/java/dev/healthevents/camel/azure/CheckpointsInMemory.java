package dev.healthevents.camel.azure;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a storage account keeps for readers of an event hub, in memory. */
final class CheckpointsInMemory implements CheckpointStore {

    private final Map<String, PartitionOwnership> owners = new ConcurrentHashMap<>();
    private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return Flux.fromIterable(List.copyOf(owners.values()));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> wanted) {
        wanted.forEach(one -> owners.put(
                one.getPartitionId(),
                one.setETag(UUID.randomUUID().toString()).setLastModifiedTime(System.currentTimeMillis())));
        return Flux.fromIterable(wanted);
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return Flux.fromIterable(List.copyOf(checkpoints.values()));
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.getPartitionId(), checkpoint);
        return Mono.empty();
    }
}
