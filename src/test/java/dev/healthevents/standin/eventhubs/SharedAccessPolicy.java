package dev.healthevents.standin.eventhubs;

/** Who may send and listen: the name of a shared access policy and its key. */
public record SharedAccessPolicy(String name, String key) {}
