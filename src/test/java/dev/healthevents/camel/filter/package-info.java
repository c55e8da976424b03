/** Event Grid's filters, against what Microsoft's documentation says of them. */
package dev.healthevents.camel.filter;
