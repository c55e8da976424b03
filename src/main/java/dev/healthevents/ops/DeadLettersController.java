package dev.healthevents.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.camel.deadletters.Redrive;
import dev.healthevents.state.DeadLetterSearch;
import dev.healthevents.state.DeadLetters;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what could not be announced or delivered, sends it again or gives it up. */
@RestController
class DeadLettersController {

    static final String COUNT = "X-Total-Count";

    private final DeadLetters letters;
    private final Redrive redrive;

    DeadLettersController(DeadLetters letters, Redrive redrive) {
        this.letters = letters;
        this.redrive = redrive;
    }

    /** The newest of those that are meant, newest first; how many there are in all is in the header X-Total-Count. */
    @GetMapping("/api/dead-letters")
    ResponseEntity<List<DeadLetterState>> search(@RequestParam MultiValueMap<String, String> parameters) {
        DeadLetterForm form = DeadLetterForm.of(parameters);
        DeadLetterSearch search = form.search();
        HttpHeaders headers = new HttpHeaders();
        headers.set(COUNT, Long.toString(letters.count(search)));
        List<DeadLetterState> found = letters.newest(search, form.limit()).stream()
                .map(DeadLetterState::of)
                .toList();
        return ResponseEntity.ok().headers(headers).body(found);
    }

    @PostMapping("/api/dead-letters/redrive")
    RedriveState redrive(@RequestBody(required = false) JsonNode body) {
        Redrive.Outcome outcome = redrive.redrive(DeadLetterForm.of(body).search());
        return new RedriveState(outcome.redriven(), outcome.left());
    }

    @DeleteMapping("/api/dead-letters")
    GivenUpState giveUp(@RequestBody(required = false) JsonNode body) {
        return new GivenUpState(redrive.giveUp(DeadLetterForm.of(body).search()));
    }

    /** How many were removed, for good. */
    record GivenUpState(long givenUp) {}

    /** How many were sent again, and how many not, by the reason. */
    record RedriveState(long redriven, Map<String, Long> left) {}
}
