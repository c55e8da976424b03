package dev.healthevents.ops;

import dev.healthevents.state.StandbyException;
import dev.healthevents.state.StateDatabase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** While this bridge stands by it may be looked at, and does nothing that is asked of it. */
@Component
class Standby implements WebMvcConfigurer, HandlerInterceptor {

    /** Of the bridge, and of each of its sources and sinks. */
    static final String STATE = "standby";

    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    private final StateDatabase database;

    Standby(StateDatabase database) {
        this.database = database;
    }

    boolean lasts() {
        return database.standsBy();
    }

    /** @param state what it is otherwise */
    String or(String state) {
        return lasts() ? STATE : state;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (lasts() && !LOOKS.contains(request.getMethod())) {
            throw new StandbyException();
        }
        return true;
    }
}
