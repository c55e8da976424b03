/**
 * What all fuzz targets share. A target is named {@code …FuzzTest} and lives beside what it feeds; with the other tests it
 * reads the inputs saved below {@code src/test/resources}, and {@code -Dfuzz.minutes=} has it make up others.
 */
package dev.healthevents.fuzz;
