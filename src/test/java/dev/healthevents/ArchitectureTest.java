package dev.healthevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.healthevents", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String EVENT_GRID_COMPONENT = "dev.healthevents.camel.azure.eventgrid..";

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy("dev.healthevents.config..")
            .layer("ops")
            .definedBy("dev.healthevents.ops..")
            .layer("camel")
            .definedBy("dev.healthevents.camel..")
            .layer("source")
            .definedBy("dev.healthevents.source..")
            .layer("delivery")
            .definedBy("dev.healthevents.delivery..")
            .layer("state")
            .definedBy("dev.healthevents.state..")
            .layer("feed")
            .definedBy("dev.healthevents.feed..")
            .layer("event")
            .definedBy("dev.healthevents.event..")
            .whereLayer("config")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ops")
            .mayOnlyBeAccessedByLayers("config")
            .whereLayer("camel")
            .mayOnlyBeAccessedByLayers("config", "ops")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("config", "ops", "camel")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("config", "ops", "camel", "source")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("config", "ops", "camel", "source", "delivery")
            .whereLayer("feed")
            .mayOnlyBeAccessedByLayers("config", "ops", "camel", "source", "delivery", "state");

    @ArchTest
    static final ArchRule noRoomIsPartOfACircle = slices().matching(
                    "dev.healthevents.(camel.*|source|delivery|state|feed|event)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule sourcesAreReadWithoutCamelAndSpring = noClasses()
            .that()
            .resideInAPackage("dev.healthevents.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule feedsKnowNeitherCamelNorSpring = noClasses()
            .that()
            .resideInAPackage("dev.healthevents.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule eventsAndStateKnowNeitherCamelNorSpring = noClasses()
            .that()
            .resideInAnyPackage("dev.healthevents.event..", "dev.healthevents.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule azureIsLoadedForItsTokensOnly = noClasses()
            .that()
            .resideInAPackage("dev.healthevents.feed..")
            .and()
            .haveSimpleNameNotStartingWith("Entra")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.azure..");

    @ArchTest
    static final ArchRule theClassLoaderNeedsNothingThatItLoads = classes()
            .that()
            .resideInAPackage("dev.healthevents.launch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.healthevents.launch..", "java..");

    @ArchTest
    static final ArchRule theEventGridComponentCanBeLiftedOut = classes()
            .that()
            .resideInAPackage(EVENT_GRID_COMPONENT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    EVENT_GRID_COMPONENT,
                    "java..",
                    "org.apache.camel..",
                    "com.azure..",
                    "com.fasterxml.jackson..",
                    "reactor.core..");

    @ArchTest
    static final ArchRule nobodyNeedsTheInsideOfTheEventGridComponent = noClasses()
            .that()
            .resideOutsideOfPackage(EVENT_GRID_COMPONENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EVENT_GRID_COMPONENT);
}
