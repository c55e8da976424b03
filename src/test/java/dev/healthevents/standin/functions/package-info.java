/**
 * A stand-in for the host of Azure Functions, with HTTP triggers and Event Grid triggers. It takes what Microsoft's host
 * takes, as its sources and documentation have it, and nothing else.
 */
package dev.healthevents.standin.functions;
