package org.example.ward;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Has a page, a sign-in, users and a database of its own. */
@SpringBootApplication
public class Ward {

    public static void main(String[] args) {
        SpringApplication.run(Ward.class, args);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers("/", "/index.html").permitAll().anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    @Bean
    RouteBuilder changes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("fhir-history:{{fhir.url}}?start=now&windows=true&stateUrl=jdbc:sqlite:{{state}}")
                        .routeId("changes")
                        .split(body())
                        .setHeader("CamelFileName", constant("events.ndjson"))
                        .to("file:{{directory}}?fileExist=Append&appendChars=\\n");
            }
        };
    }
}
