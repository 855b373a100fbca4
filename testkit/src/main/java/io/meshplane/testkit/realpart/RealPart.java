package io.meshplane.testkit.realpart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a real program. Where it is absent the test is skipped by name; with
 * {@code MESHPLANE_REQUIRE_REAL_PARTS=true}, as in CI, it fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealPartCondition.class)
@Repeatable(RealPart.All.class)
public @interface RealPart {
    /** Name of the program, looked up on PATH and in the system's sbin folders. */
    String program();

    /** Environment variable that may name the program's path. */
    String env() default "";

    /** The program makes network namespaces or the like: without root the test counts as absent. */
    boolean needsRoot() default false;

    /** The test needs several. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(RealPartCondition.class)
    @interface All {
        RealPart[] value();
    }
}
