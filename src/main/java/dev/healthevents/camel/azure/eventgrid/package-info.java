/**
 * The Camel component {@code azure-eventgrid:}, with scheme, options and headers of Apache Camel's own, which came with
 * Camel 4.17 and sends no event that has a body. It knows nothing of this project, so it can be lifted out, and replaced.
 *
 * @see <a href="https://camel.apache.org/components/next/azure-eventgrid-component.html">Azure Event Grid component</a>
 */
package dev.healthevents.camel.azure.eventgrid;
