package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a person sees on the terminal when the configuration is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationTest extends FailedStart {

    private static final String DICOM = "sources.x.type=dicom sources.x.url=http://127.0.0.1:1/v2 " + FILE;
    private static final String DICOMWEB = "sources.x.type=dicomweb sources.x.url=http://127.0.0.1:1/rs " + FILE;
    private static final String ORTHANC = "sources.x.type=orthanc sources.x.url=http://127.0.0.1:1 " + FILE;
    private static final String OAUTH =
            GOOD + "sources.x.auth.type=oauth2 sources.x.auth.client-id=c sources.x.auth.client-secret=s3cret ";
    private static final String SMART = GOOD + "sources.x.auth.type=smart sources.x.auth.client-id=c ";
    private static final String HUB = SOURCE + "sinks.event-hubs.event-hub=lab ";
    private static final String AMQP = HUB + "sinks.event-hubs.protocol=amqp ";
    private static final String GRID = SOURCE + "sinks.event-grid.endpoint=https://t.eventgrid.azure.net/api/events ";

    private static final String FUNCTION = SOURCE + "sinks.functions.url=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                FILE + "| sources is empty. | health-events.sources.lab.type=fhir",
                SOURCE + "| sinks is empty. | health-events.sinks.file.path=events.ndjson",
                FILE
                        + "sources.x.url=http://h/fhir | sources.x.type is missing. | Set it to one of fhir, dicom, orthanc, dicomweb, event-hubs.",
                GOOD
                        + "sources.x.type=hl7 | sources.x.type is 'hl7', which this version can't read. | Set it to one of fhir, dicom, orthanc, dicomweb, event-hubs.",
                FILE + "sources.x.type=event-hubs sources.x.event-hub=h sources.x.bootstrap-servers=h:9092 "
                        + "| sources.x.group is missing. | the name of a consumer group",
                FILE + "sources.x.type=event-hubs sources.x.event-hub=h sources.x.group=g "
                        + "| sources.x.connection-string is missing. | sources.x.bootstrap-servers to host:port",
                FILE + "sources.x.type=event-hubs sources.x.url=http://h/fhir "
                        + "| sources.x.url is set, but means nothing to a source of type event-hubs. | Remove it",
                FILE + "sources.x.type=fhir | sources.x.url is missing. | such as https://fhir.example.org/fhir",
                GOOD + "sources.x.url=h/fhir | sources.x.url is no http or https URL. | https://fhir.example.org/fhir",
                GOOD
                        + "sources.x.url=http://joe:s3cret@fhir_server/fhir | sources.x.url has a user name or password in it. "
                        + "| Move them to auth.username and auth.password.",
                GOOD
                        + "sources.x.types=Pateint | sources.x.types has 'Pateint' in it, which is no FHIR resource type. | Did you mean Patient?",
                FUNCTION
                        + "http://my_function/api/x | sinks.functions.url has a `_` in the name of its host, which Camel's and "
                        + "Azure's clients don't take. | such as a network alias",
                GOOD + "sources.x.url=http://joe:s3cret@h/fhir | sources.x.url has a user name or password in it. "
                        + "| Move them to auth.username and auth.password.",
                GOOD + "sources.x.url=http://h/fhir?token=s3cret | sources.x.url has a ? or # in it. | base URL",
                GOOD
                        + "tracing.endpoint=localhost:4318 | tracing.endpoint is no http or https URL. | http://localhost:4318",
                GOOD
                        + "tracing.endpoint=http://joe:s3cret@h:4318 | tracing.endpoint has credentials, a ? or a # in it. "
                        + "| Move credentials to health-events.tracing.headers, and leave the rest out.",
                GOOD + "tracing.endpoint=//h:4318 | tracing.endpoint is no http or https URL. | http://localhost:4318",
                GOOD
                        + "tracing.headers.Authorization=s3cret | tracing.endpoint is missing, but there are headers for it. "
                        + "| or remove the headers",
                GOOD + "sources.x.start=yesterday | sources.x.start is 'yesterday'. "
                        + "| Set it to now, beginning or an instant such as 2026-01-31T00:00:00Z.",
                GOOD + "sources.x.poll-interval=abc | sources.x.poll-interval is 'abc', which is no duration. | 500ms",
                GOOD + "sources.x.poll-interval=0 | sources.x.poll-interval is 0s. | Set it to a time from 1ms to 30d",
                GOOD + "sources.x.overlap=5m | sources.x.overlap is longer than health-events.sources.x.lateness. "
                        + "| Set it to a shorter time",
                GOOD + "sources.x.page-size=0 | sources.x.page-size is 0. | Set it to a number from 1 to 10000.",
                GOOD + "sources.x.page-size=many | sources.x.page-size is 'many', which is no whole number. | 500",
                DICOM + "sources.x.page-size=0 | sources.x.page-size is 0. | Set it to a number from 1 to 10000.",
                DICOM + "sources.x.epoch=0 | sources.x.epoch is 0. | Set it to a number from 1.",
                DICOM + "sources.x.subject-partition=sometimes | sources.x.subject-partition is 'sometimes'. "
                        + "| Set it to one of always, when-enabled, never.",
                DICOM + "sources.x.url=http://h/v2/partitions/p | sources.x.url is not the base of a DICOM service. "
                        + "| Set it to the service itself, such as https://host/v2",
                DICOM
                        + "sources.x.types=Patient | sources.x.types is set, but means nothing to a source of type dicom. "
                        + "| Remove it",
                DICOM + "sources.x.reconcile-interval=5m | sources.x.reconcile-interval is set, but means nothing to a "
                        + "source of type dicom. | Remove it",
                SOURCE + "sinks.functions.key=s3cret | sinks.functions.url is missing. | URL of a function or webhook.",
                FUNCTION
                        + "app?code=s3cret | sinks.functions.url is no http or https URL. | URL of a function or webhook.",
                FUNCTION + "https://me:s3cret@app/api/f | sinks.functions.url has a user name or password in it. "
                        + "| sinks.functions.headers.Authorization",
                FUNCTION
                        + "https://app/api/f?code=s3cret sinks.functions.key=s3cret | sinks.functions.key is set, and the "
                        + "URL has a code as well. | Remove one of the two.",
                FUNCTION
                        + "https://app sinks.functions.trigger=event-grid | sinks.functions.url is not where a function "
                        + "with an Event Grid trigger is reached. "
                        + "| https://APP.azurewebsites.net/runtime/webhooks/EventGrid?functionName=NAME",
                FUNCTION + "https://app/runtime/webhooks/EventGrid?code=s3cret sinks.functions.trigger=event-grid "
                        + "| sinks.functions.url names no function. | EventGrid?functionName=NAME",
                FUNCTION
                        + "https://app/runtime/webhooks/EventGrid?functionName=f | sinks.functions.trigger is http, but "
                        + "health-events.sinks.functions.url is that of a function with an Event Grid trigger. "
                        + "| Set it to event-grid.",
                FUNCTION + "https://app/api/f sinks.functions.trigger=timer | sinks.functions.trigger is 'timer'. "
                        + "| Set it to http or event-grid.",
                FUNCTION + "https://app/api/f sinks.functions.batch-size=0 | sinks.functions.batch-size is 0. "
                        + "| Set it to a number from 1 to 5000.",
                FUNCTION + "https://app/api/f sinks.functions.connections=101 | sinks.functions.connections is 101. "
                        + "| Set it to a number from 1 to 100.",
                FUNCTION + "https://app/api/f sinks.functions.connections=many | sinks.functions.connections | number",
                GOOD
                        + "sinks.file.connections=2 | sinks.file.connections is set, but means nothing to a sink of type file. "
                        + "| Remove it",
                HUB + "sinks.event-hubs.connections=2 "
                        + "| sinks.event-hubs.connections is set, but means nothing to a sink of type event-hubs. | Remove it",
                FUNCTION + "https://app/api/f sinks.functions.headers.Content-Type=text/plain "
                        + "| sinks.functions.headers.Content-Type can't be set: it is part of how the request is sent. "
                        + "| Copy it again",
                GOOD
                        + "dead-letters.blob.container=letters | dead-letters.blob.connection-string is missing. | Set both",
                GOOD + "dead-letters.blob.connection-string=AccountKey=s3cret dead-letters.blob.container=letters "
                        + "| dead-letters.blob.connection-string is not of the form | Copy it whole",
                GOOD + "dead-letters.blob.container-url=https://a/b?sig=s3cret dead-letters.blob.container=letters "
                        + "| dead-letters.blob.container-url is set, and | Set the URL alone, or the other two.",
                GOOD
                        + "dead-letters.blob.container-url=https://a/B_?sig=s3cret | dead-letters.blob.container-url has a "
                        + "container that can't be one. | Set it to 3 to 63 small letters",
                GOOD
                        + "dead-letters.blob.container-url=https://a.net/letters | dead-letters.blob.auth.type is none, and "
                        + "the URL has no signature. | Set it to entra",
                GOOD + "dead-letters.blob.container-url=http://a.net/letters dead-letters.blob.auth.type=entra "
                        + "| dead-letters.blob.container-url is not https | Correct it.",
                ORTHANC + "sources.x.epoch=-1 | sources.x.epoch is -1. | Set it to a number from 1.",
                ORTHANC
                        + "sources.x.subject-partition=when-enabled | sources.x.subject-partition is when-enabled, but an "
                        + "Orthanc has no data partitions. | Set it to always or never.",
                ORTHANC + "sources.x.reconcile-interval=0 | sources.x.reconcile-interval is 0s. "
                        + "| Set it to a time from 1ms to 30d",
                ORTHANC + "sources.x.history=type | sources.x.history is set, but means nothing to a source of type "
                        + "orthanc. | Remove it",
                DICOMWEB
                        + "sources.x.recent-days=-1 | sources.x.recent-days is -1. | Set it to a number from 0 to 3650.",
                DICOMWEB + "sources.x.requests-per-second=0 | sources.x.requests-per-second is 0. "
                        + "| Set it to a number from 1 to 1000.",
                DICOMWEB
                        + "sources.x.full-interval=0 | sources.x.full-interval is 0s. | Set it to a time from 1ms to 30d",
                DICOMWEB
                        + "sources.x.url=http://h/dicom-web/studies | sources.x.url is not the base of a DICOMweb service. "
                        + "| Set it to what stands before /studies",
                DICOMWEB
                        + "sources.x.reconcile-interval=5m | sources.x.reconcile-interval is set, but means nothing to a "
                        + "source of type dicomweb. | Remove it",
                ORTHANC + "sources.x.full-interval=5m | sources.x.full-interval is set, but means nothing to a "
                        + "source of type orthanc. | Remove it",
                GOOD + "sources.x.epoch=2 | sources.x.epoch is set, but means nothing to a source of type fhir. "
                        + "| Remove it",
                GOOD + "sources.x.replay-rate=0 | sources.x.replay-rate is 0. | events a second from 1 to 100000.",
                GOOD + "sources.x.wake-secret=s3cret | sources.x.wake-secret is shorter than eight characters, or has "
                        + "others than ASCII letters, digits and signs. | Set it to a long random word",
                GOOD + "sources.x.account=a/b | sources.x.account is 'a/b', which is no host name. | fhir.example.org",
                GOOD
                        + "sources.x.auth.type=kerberos | sources.x.auth.type is 'kerberos', which this version does not "
                        + "know. | Set it to none, basic, bearer, oauth2, smart or entra.",
                GOOD
                        + "sources.x.auth.token=s3cret | sources.x.auth.token is set, but health-events.sources.x.auth.type "
                        + "is none. | Set the type to bearer, or remove the token.",
                GOOD + "sources.x.auth.client-secret=s3cret | sources.x.auth.client-secret is set, but "
                        + "health-events.sources.x.auth.type is none. | Set the type to oauth2 or entra, or remove the "
                        + "client-secret.",
                GOOD + "sources.x.auth.type=basic sources.x.auth.username=joe | sources.x.auth.password is missing. "
                        + "| Set it",
                GOOD + "sources.x.auth.type=bearer sources.x.auth.token=s3cr\u00e9t "
                        + "| sources.x.auth.token has other than visible ASCII characters in it. | Copy it again",
                OAUTH + "| sources.x.auth.token-url is missing. | Set it",
                OAUTH
                        + "sources.x.auth.token-url=http://h/token | sources.x.auth.token-url is no https URL without user "
                        + "name and #. | http is allowed on this machine only.",
                OAUTH + "sources.x.auth.token-url=https://h/t sources.x.auth.client-authentication-method=tls "
                        + "| sources.x.auth.client-authentication-method is 'tls'. | client_secret_basic or",
                SMART + "| sources.x.auth.key-file is missing. | as JWKS (RFC 7517) or PEM (PKCS #8).",
                SMART
                        + "sources.x.auth.key-file=DIRECTORY/none | sources.x.auth.key-file is DIRECTORY/none, which does "
                        + "not exist or can't be read. | as JWKS",
                SMART
                        + "sources.x.auth.key-id=k sources.x.auth.key-file=DIRECTORY/text | sources.x.auth.key-file has no "
                        + "private key that can be used. | RSA or EC on P-384",
                GOOD + "sources.x.auth.type=entra sources.x.auth.client-secret=s3cret sources.x.auth.client-id=c "
                        + "| sources.x.auth.tenant-id is missing. | Set it",
                GOOD + "sources.x.auth.type=entra sources.x.auth.client-id=c sources.x.auth.managed-identity=system "
                        + "| sources.x.auth.managed-identity is set, and health-events.sources.x.auth.client-id as well. "
                        + "| Remove one of the two.",
                GOOD
                        + "sources.x.auth.headers.Host=s3cret | sources.x.auth.headers.Host can't be set: it is part of how "
                        + "the request is sent. | Remove it",
                GOOD + "sources.x.auth.headers.X-Key=s3cr\u00e9t | sources.x.auth.headers.X-Key is empty, or has other "
                        + "than visible ASCII characters in it. | Remove it",
                GOOD
                        + "sources.x.auth.type=bearer sources.x.auth.token=s3cret sources.x.auth.headers.Authorization=s3cret "
                        + "| sources.x.auth.headers.Authorization is set, but health-events.sources.x.auth.type is bearer. "
                        + "| Remove one of the two.",
                GOOD
                        + "sources.x.tls.ca-file=DIRECTORY/text | sources.x.tls.ca-file has no certificate that can be read. "
                        + "| PEM file",
                GOOD + "sources.x.tls.certificate-file=DIRECTORY/text | sources.x.tls.certificate-file is set, but "
                        + "health-events.sources.x.tls.key-file is not. | Set both",
                GOOD + "sources.x.tls.certificate-file=DIRECTORY/text sources.x.tls.key-file=DIRECTORY/text "
                        + "sources.x.tls.key-password=s3cret | sources.x.tls.key-file and "
                        + "health-events.sources.x.tls.certificate-file hold no private key and certificate that can be "
                        + "read. | Set them to PEM files",
                GOOD + "sources.x.tls.trust-store=DIRECTORY/text sources.x.tls.trust-store-password=s3cret "
                        + "| sources.x.tls.trust-store is DIRECTORY/text, which is no such file. | PKCS #12 or JKS",
                GOOD + "sources.x.tls.trust-store=DIRECTORY/none | sources.x.tls.trust-store is DIRECTORY/none, which "
                        + "does not exist or can't be read. | PKCS #12 or JKS",
                GOOD
                        + "sources.my_lab.type=fhir | sources.my_lab is no name for a source. | letters, digits and hyphens",
                GOOD + "sources.x.pol-interval=1s | sources.x.pol-interval is not a key. "
                        + "| Did you mean health-events.sources.x.poll-interval?",
                SOURCE + "sinks.fiel.path=x | sinks.fiel.type is missing, and the sink's name is no type. "
                        + "| Did you mean health-events.sinks.file? If not, set it to one of file, event-hubs,",
                SOURCE + "sinks.kafka.event-hub=x | sinks.kafka.type is missing, and the sink's name is no type. "
                        + "| Set it to one of file, event-hubs, event-grid, functions, route.",
                SOURCE + "sinks.hub.type=event-hub | sinks.hub.type is 'event-hub', which is no type of sink. "
                        + "| Did you mean event-hubs?",
                SOURCE + "sinks.file.url=https://h | sinks.file.url is set, but means nothing to a sink of type file. "
                        + "| Remove it",
                SOURCE + "sinks.all.type=file | sinks.all can't be a sink's name: outbox:all is every sink. "
                        + "| Give the sink another name.",
                GOOD + "sources.x.auth.pasword=s3cret | sources.x.auth.pasword is not a key. "
                        + "| Did you mean health-events.sources.x.auth.password?",
                GOOD + "colour=red | colour is not a key. | docs/configuration.md lists all keys.",
                GOOD + "sources.x.auth.token=${NOT_SET} | sources.x.auth.token refers to ${NOT_SET}, which is not set. "
                        + "| Set NOT_SET",
                SOURCE + "sinks.file.schema=cloud-events | sinks.file.path is missing. | such as events.ndjson",
                SOURCE + "sinks.file.path=. | sinks.file.path is DIRECTORY/., a directory. | may be written",
                SOURCE + "sinks.file.path=text/events.ndjson | sinks.file.path is DIRECTORY/text/events.ndjson, which "
                        + "can't be written | may be written",
                GOOD + "sinks.file.schema=foo | sinks.file.schema is 'foo', which is no schema. "
                        + "| Set it to cloud-events or event-grid.",
                GOOD + "sinks.file.filter.includedEventTypes=FhirResourceCreated "
                        + "| sinks.file.filter.includedEventTypes has 'FhirResourceCreated', which no health event has. "
                        + "| Use some of Microsoft.HealthcareApis.FhirResourceCreated,",
                GOOD + "sinks.file.filter.advancedFilters[0].operatorType=StringIs "
                        + "| sinks.file.filter.advancedFilters[0] has the operatorType StringIs, which is none of Event "
                        + "Grid's. | Use one of NumberIn,",
                GOOD + "sinks.file.filter.advancedFilters[0].operatorType=StringIn "
                        + "sinks.file.filter.advancedFilters[0].key=data.resourceTyp "
                        + "sinks.file.filter.advancedFilters[0].values=Patient "
                        + "| sinks.file.filter.advancedFilters[0] (StringIn) has the key 'data.resourceTyp', which no "
                        + "health event has. | Use one of data.imageSeriesInstanceUid,",
                GOOD + "sinks.file.filter.advancedFilters[0].operatorTyp=StringIn "
                        + "| sinks.file.filter.advancedfilters[0].operatortyp is not a key. "
                        + "| Did you mean health-events.sinks.file.filter.advanced-filters[0].operator-type?",
                GOOD + "sinks.file.filter.isSubjectCaseSensitive=perhaps "
                        + "| sinks.file.filter.is-subject-case-sensitive is 'perhaps', which is neither true nor false. "
                        + "| Set it to true or false.",
                GOOD + "sinks.file.filter.subjectBeginsWith=${NOT_SET} "
                        + "| sinks.file.filter.subject-begins-with refers to ${NOT_SET}, which is not set. | Set NOT_SET",
                GOOD + "sinks.file.when-full=drop | sinks.file.when-full is 'drop'. | Set it to pause or dead-letter.",
                GOOD + "sinks.file.outbox-limit=0 | sinks.file.outbox-limit is 0. | Set it to a number from 1.",
                SOURCE
                        + "sinks.event-hubs.bootstrap-servers=h:9092 | sinks.event-hubs.event-hub is missing. | Kafka topic",
                HUB + "| sinks.event-hubs.connection-string is missing. | bootstrap-servers",
                HUB
                        + "sinks.event-hubs.bootstrap-servers=h | sinks.event-hubs.bootstrap-servers is 'h'. | localhost:9092",
                HUB + "sinks.event-hubs.connection-string=Endpoint=sb://h/;SharedAccessKey=s3cret "
                        + "| sinks.event-hubs.connection-string is not of the form | Copy it whole",
                HUB
                        + "sinks.event-hubs.connection-string=Endpoint=sb://h/;SharedAccessKeyName=n;SharedAccessKey=s3cret;"
                        + "EntityPath=pacs | sinks.event-hubs.event-hub is 'lab', but the connection string is for "
                        + "'pacs'. | Remove it",
                HUB + "sinks.event-hubs.protocol=mqtt | sinks.event-hubs.protocol is 'mqtt', which this version can't "
                        + "speak. | Set it to kafka or amqp.",
                AMQP + "| sinks.event-hubs.connection-string is missing. | .namespace to the namespace's host",
                AMQP + "sinks.event-hubs.bootstrap-servers=h:9092 | sinks.event-hubs.bootstrap-servers is set, but "
                        + "health-events.sinks.event-hubs.protocol is amqp. | Remove it, or set the protocol to kafka.",
                AMQP
                        + "sinks.event-hubs.namespace=clinic | sinks.event-hubs.namespace is 'clinic', which is no whole host"
                        + " name. | such as clinic.servicebus.windows.net.",
                HUB + "sinks.event-hubs.namespace=n.example.org "
                        + "sinks.event-hubs.connection-string=Endpoint=sb://h/;SharedAccessKeyName=n;SharedAccessKey=s3cret "
                        + "| sinks.event-hubs.namespace is set, and health-events.sinks.event-hubs.connection-string as "
                        + "well. | Remove one of the two",
                HUB + "sinks.event-hubs.namespace=n.example.org sinks.event-hubs.auth.type=basic "
                        + "| sinks.event-hubs.auth.type is 'basic', which Event Hubs do not know. | Set it to entra.",
                HUB + "sinks.event-hubs.namespace=n.example.org sinks.event-hubs.auth.type=entra "
                        + "sinks.event-hubs.auth.client-secret=s3cret "
                        + "| sinks.event-hubs.auth.tenant-id is missing. | Set it",
                HUB + "sinks.event-hubs.namespace=n.example.org sinks.event-hubs.auth.managed-identity=system "
                        + "| sinks.event-hubs.auth.managed-identity is set, but health-events.sinks.event-hubs.auth.type is "
                        + "none. | Set the type to entra",
                HUB + "sinks.event-hubs.bootstrap-servers=h:9092 sinks.event-hubs.auth.type=entra "
                        + "| sinks.event-hubs.auth.type is entra, but health-events.sinks.event-hubs.namespace is missing. "
                        + "| Set the namespace to its host",
                SOURCE
                        + "sinks.event-grid.access-key=s3cret | sinks.event-grid.endpoint is missing. | Copy it whole from",
                GRID + "sinks.event-grid.endpoint=t.eventgrid.azure.net | sinks.event-grid.endpoint is no https URL. "
                        + "| Copy it whole from",
                GRID + "sinks.event-grid.endpoint=http://t.eventgrid.azure.net/api/events "
                        + "| sinks.event-grid.endpoint begins with http, | Begin it with https",
                GRID
                        + "sinks.event-grid.endpoint=https://t.eventgrid.azure.net/ | sinks.event-grid.endpoint has no path. "
                        + "| /api/events",
                GRID + "sinks.event-grid.endpoint=https://t.eventgrid.azure.net/api/events?key=s3cret "
                        + "| sinks.event-grid.endpoint has more than host, port and path in it. | Copy it whole from",
                GRID + "sinks.event-grid.access-key=s3cret sinks.event-grid.sas-token=s3cret "
                        + "| sinks.event-grid.access-key is set, and health-events.sinks.event-grid.sas-token as well. "
                        + "| Remove one of the two.",
                GRID + "sinks.event-grid.access-key=s3cret sinks.event-grid.auth.type=entra "
                        + "| sinks.event-grid.access-key is set, and health-events.sinks.event-grid.auth.type as well. "
                        + "| Remove one of the two.",
                GRID + "sinks.event-grid.sas-token=s3cret | sinks.event-grid.sas-token is not of the form r=…&e=…&s=…. "
                        + "| Generate it",
                GRID
                        + "sinks.event-grid.auth.type=basic | sinks.event-grid.auth.type is 'basic', which Event Grid does "
                        + "not know. | Set it to entra",
                GRID + "sinks.event-grid.auth.client-secret=s3cret | sinks.event-grid.auth.client-secret is set, but "
                        + "health-events.sinks.event-grid.auth.type is none. | entra",
                GRID + "sinks.event-grid.auth.type=entra sinks.event-grid.auth.client-secret=s3cret "
                        + "| sinks.event-grid.auth.tenant-id is missing. | Set it",
                GOOD + "state.url=jdbc:mysql:x | state.url can't be used: it begins neither with | jdbc:sqlite:",
                GOOD + "state.url=jdbc:postgresql://no.such.host.invalid/x?password=s3cret | state.url can't be used: "
                        + "the host no.such.host.invalid is not known. | See that the database is there",
                GOOD + "state.url=jdbc:sqlite:DIRECTORY/text/s.db | state.url can't be used: the directory of "
                        + "DIRECTORY/text/s.db can't be used | a local disk",
                GOOD + "state.url=jdbc:sqlite:DIRECTORY/text | state.url can't be used: it can't be opened "
                        + "| a local disk",
                GOOD + "workspace=/a/{b} | workspace is '/a/{b}', which is no URI reference. | Set it to a path or URI",
                GOOD + "sources.x.workspace=/a/{b} | sources.x.workspace is '/a/{b}', which is no URI reference. "
                        + "| Set it to a path or URI",
                GOOD + "routes-directory=DIRECTORY/text | routes-directory is DIRECTORY/text, which is a file. "
                        + "| Set it to the directory that the file is in.",
                GOOD + "routes-directory=DIRECTORY/broken | routes-directory has routes that can't be used: "
                        + "DIRECTORY/broken/lab.camel.yaml is no valid route file | Correct that file"
            })
    void isTwoSentences(String settings, String problem, String mend, CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("text"), "This is no database, but a text of some length.".repeat(20));
        Files.createDirectory(directory.resolve("broken"));
        Files.writeString(directory.resolve("broken/lab.camel.yaml"), "- route:\n    stepz: 1\n");

        start(settings);

        assertThat(description(output))
                .startsWith("health-events." + here(problem))
                .endsWith(".");
        assertThat(action(output)).contains(mend).endsWith(".");
        assertThat(output.getAll())
                .containsOnlyOnce("APPLICATION FAILED TO START")
                .doesNotContain("s3cr", "Exception", "\tat ");
    }
}
