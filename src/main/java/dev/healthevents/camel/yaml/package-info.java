/** What integration teams write in YAML beside routes: read strictly, and refused in sentences. */
package dev.healthevents.camel.yaml;
