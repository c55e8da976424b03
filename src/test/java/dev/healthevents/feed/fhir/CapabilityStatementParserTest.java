package dev.healthevents.feed.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityStatementParserTest {

    private static final String PATIENT = "{'type':'Patient','interaction':[{'code':'history-type'}]}";

    @Test
    void itTellsTheServersNameAndTheTypesWithAHistory() throws Exception {
        assertThat(parse("'software':{'name':'X','version':'1.2'},'rest':[{'resource':[" + PATIENT
                        + ",{'type':'Group','interaction':[{'code':'search-type'}]}]}]"))
                .hasToString("CapabilityStatement[software=X 1.2, types=[Patient]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'X','version':8.8} | X 8.8",
                "{'name':null,'version':'1'} | 1",
                "{'name':{'version':'9','resourceType':'Bundle'},'version':'1'} | 1",
                "{'name':['Y'],'version':[{'name':'Z'}]} | ``",
                "'X 1' | ``",
                "null | ``",
                "[{'name':'X'}] | ``",
                "{'name':' X\\nY '} | X Y"
            })
    void ofItsNameCountsWhatIsOne(String software, String shown) throws Exception {
        assertThat(parse("'software':" + software).software()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':7}",
                "{'type':null}",
                "{}",
                "7",
                "null",
                "'Patient'",
                "[]",
                "{'type':['Patient']}",
                "{'type':{'type':'Group'}}",
                "{'type':'Not a type'}",
                "{'type':'Group','interaction':[{'code':{'code':'history-type'}}]}",
                "{'type':'Group','interaction':[{'code':['history-type']}]}",
                "{'type':'Group','interaction':[7,'history-type']}"
            })
    void whatIsNoTypeIsPassedOverAndItsNeighbourRead(String resource) throws Exception {
        assertThat(parse("'rest':[{'resource':[" + resource + "," + PATIENT + "]}]")
                        .types())
                .containsExactly("Patient");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "7", "[7]", "[{'resource':{'type':'Patient'}}]", "[{'resource':null}]"})
    void whereNoTypesAreNamedThereAreNone(String rest) throws Exception {
        assertThat(parse("'rest':" + rest).types()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "null",
                "{'resourceType':'Bundle'}",
                "{'resourceType':['CapabilityStatement']}",
                "{'resourceType':{'resourceType':'CapabilityStatement'}}",
                "{'resourceType':null}"
            })
    void whatIsNoStatementIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(FeedException.class);
    }

    private static CapabilityStatement parse(String members) throws IOException, FeedException {
        return read("{'resourceType':'CapabilityStatement'," + members + "}");
    }

    private static CapabilityStatement read(String json) throws IOException, FeedException {
        return new CapabilityStatementParser()
                .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), null);
    }
}
