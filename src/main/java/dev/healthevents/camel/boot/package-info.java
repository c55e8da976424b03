/** What keeps a Spring Boot application as it is when this project is a library of it. The bridge has no part of it. */
package dev.healthevents.camel.boot;
