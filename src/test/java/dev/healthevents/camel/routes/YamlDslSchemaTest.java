package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Route files by Camel's own schema of them, which editors such as Kaoto go by. */
class YamlDslSchemaTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = YamlDslSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json);
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> bundled = Files.walk(Path.of("src/main/resources/routes"));
                Stream<Path> examples = Files.walk(Path.of("docs"))) {
            List<Path> all = Stream.concat(bundled, examples)
                    .filter(file -> file.toString().endsWith(RouteFile.SUFFIX))
                    .toList();
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteFileBundledOrExampleIsValid(Path file) throws IOException {
        assertThat(schema.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @Test
    void whatIsNoRouteIsNotValid() throws IOException {
        assertThat(schema.validate(YAML.readTree("- route: {id: x, from: {uri: 'direct:a', stepz: []}}")))
                .isNotEmpty();
    }
}
