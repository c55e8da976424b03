package dev.healthevents;

import dev.healthevents.ops.Version;

/** What {@code --help} and {@code --version} print. */
final class Usage {

    static final String HELP = "--help";
    static final String VERSION = "--version";

    private Usage() {}

    static String version() {
        return "camel-health-events " + Version.current();
    }

    static String help() {
        return version() + """


                java -jar camel-health-events.jar            runs the bridge
                  --check                                    tries all that it would need, and starts nothing
                  --backup FILE                              copies the state, also while the bridge runs
                  --forget-source NAME                       removes what the state holds of a source that is gone
                  --forget-sink NAME                         the same of a sink
                  --test-routes DIRECTORY                    tests routes, without servers and sinks
                  --version                                  says which version this is

                Configured by application.yaml in the working directory or in ./config, by variables
                HEALTH_EVENTS_…, or by options; what is least of all:
                  --health-events.sources.lab.type=fhir      or dicom, orthanc, dicomweb
                  --health-events.sources.lab.url=URL        the base of the server
                  --health-events.sinks.file.path=FILE       one event a line
                All keys are in docs/configuration.md.""";
    }
}
