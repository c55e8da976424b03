/**
 * Reading a source: its tail, its sweeps, its backlog and replays, the windows that they commit, and what is told of them.
 * Who reads, what is read next and what is known belongs here; how a server is asked is in {@code feed}, and Camel is
 * not known: events leave by {@link dev.healthevents.source.WindowAnnouncer}.
 */
package dev.healthevents.source;
