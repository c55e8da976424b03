package dev.healthevents.ops;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The source that a path names. */
final class SourcePath {

    private SourcePath() {}

    /** @throws ResponseStatusException 404 where none has this name */
    static Source source(Sources sources, String name) {
        return sources.find(name)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        sources.all().stream()
                                .map(source -> source.settings().name())
                                .collect(Collectors.joining(
                                        ", ", "There is no source '" + name + "'; configured are ", "."))));
    }
}
