/** Tests of what keeps a Spring Boot application as it is. */
package dev.healthevents.camel.boot;
