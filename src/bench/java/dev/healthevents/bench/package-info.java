/**
 * The benchmark: the bridge, what a Camel user would write in an afternoon, and the limit of what is possible, each in
 * a process of its own, on the same history. Not part of the tests, and not in the jar.
 */
package dev.healthevents.bench;
