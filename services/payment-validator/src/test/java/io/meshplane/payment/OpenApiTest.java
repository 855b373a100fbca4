package io.meshplane.payment;

import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.OpenApiSnapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class OpenApiTest {
    @Test
    void servesTheDocumentThatIsCheckedIn() {
        OpenApiSnapshot.check("payment-validator");
    }
}
