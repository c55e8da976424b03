/**
 * Hours instead of minutes: real servers, a real broker and the packaged bridge, killed, frozen, cut off and refused by a
 * seeded schedule, and an oracle that compares what the servers have in their tables with what each sink was given.
 * {@code ./mvnw -Psoak verify -Dsoak.minutes=60} runs it; an ordinary build runs three minutes of it.
 */
package dev.healthevents.soak;
