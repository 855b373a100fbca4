package io.meshplane.testkit.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The rules of the house (docs: ARCHITECTURE.md). A service's ArchitectureTest runs them over its own package. */
public final class HouseRules {

    /**
     * Checks a service.
     *
     * @param root the service's package, such as {@code io.meshplane.payment}
     */
    public static void check(String root) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        for (ArchRule rule : rulesOf(root)) rule.allowEmptyShould(true).check(classes);
    }

    static List<ArchRule> rulesOf(String root) {
        String domain = root + ".domain..";
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(domain)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "org.jspecify..",
                                "io.meshplane.contracts.id..",
                                "io.meshplane.contracts.money..",
                                "io.meshplane.chain..",
                                domain))
                        .as("the domain imports java.*, JSpecify, ids, money and the chain's encoding, nothing else"),
                noClasses()
                        .that()
                        .resideInAPackage(domain)
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(Clock.class)
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .as("the domain reads no clock: time comes in as an argument"),
                noClasses()
                        .that()
                        .resideInAPackage(domain)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.util.random.."))
                        .orShould()
                        .dependOnClassesThat()
                        .belongToAnyOf(java.util.Random.class, java.security.SecureRandom.class)
                        .as("the domain draws no random numbers"),
                slices().matching(root + ".adapter.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .as("adapters do not know each other"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".adapter.db..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("org.hibernate..", "jakarta.persistence.."))
                        .as("Hibernate only in adapter.db"),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".adapter.db..")
                        .should(dependOnClassesThat(resideInAPackage("io.meshplane.contracts.event..")))
                        .as("generated messages stop before the database"),
                noClasses()
                        .that()
                        .resideInAnyPackage(root + ".adapter.db..", root + ".adapter.chain..", root + ".adapter.dns..")
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleNameEndingWith("Flow")
                        .as("outbound adapters see no flow"));
    }

    private HouseRules() {}
}
