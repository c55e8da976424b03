/**
 * A stand-in for Azure Event Hubs by AMQP 1.0, on a real socket: SASL, claims by {@code $cbs}, {@code $management},
 * publishers and consumers, with failures that can be switched on. What it refuses, and in which words, is taken from the
 * service.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide">AMQP 1.0 in Azure
 *     Service Bus and Event Hubs protocol guide</a>
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot">AMQP errors</a>
 */
package dev.healthevents.standin.eventhubs;
