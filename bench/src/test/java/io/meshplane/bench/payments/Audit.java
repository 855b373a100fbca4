package io.meshplane.bench.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the service says of its books when an operator asks. */
record Audit(long driftingBalances, List<BigInteger> sums) {
    static Audit of(int port, Stores stores) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        String secret = Files.readString(Path.of(stores.fact("issuer.operator-secret-file")))
                .strip();
        String form =
                "grant_type=client_credentials&client_id=operator&client_secret=" + secret + "&scope=networks:home";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest sign = HttpRequest.newBuilder(URI.create(stores.fact("issuer.url") + "/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            String token = json.readTree(
                            http.send(sign, BodyHandlers.ofString()).body())
                    .required("access_token")
                    .asText();
            HttpRequest audit = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/v1/networks/home/audit"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            JsonNode answer =
                    json.readTree(http.send(audit, BodyHandlers.ofString()).body());
            List<BigInteger> sums = new ArrayList<>();
            answer.required("sums").forEach(sum -> sums.add(new BigInteger(sum.asText())));
            return new Audit(answer.required("driftingBalances").asLong(), sums);
        }
    }
}
