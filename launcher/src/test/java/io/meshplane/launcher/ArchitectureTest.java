package io.meshplane.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void needsNothingButTheJdkOutsideTheDemo() {
        classes()
                .that()
                .resideInAPackage("io.meshplane.launcher")
                .and()
                .doNotHaveSimpleName("package-info") // the script leaves it out
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.meshplane.launcher")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.meshplane.launcher"));
    }
}
