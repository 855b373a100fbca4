package io.meshplane.ingest.adapter.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.meshplane.testkit.stack.DevstackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class SeriesDatabaseTest {
    @Inject
    AgroalDataSource service;

    @Test
    void whoeverAsksANewDatabaseFirstFindsItsTables() throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema asked_first");
        }
        Config config = ConfigProvider.getConfig();
        String url = config.getValue("quarkus.datasource.jdbc.url", String.class) + "?currentSchema=asked_first";
        String user = config.getValue("quarkus.datasource.username", String.class);
        String password = config.getValue("quarkus.datasource.password", String.class);
        try (AgroalDataSource connections = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password)))))) {
            Flyway flyway = Flyway.configure().dataSource(url, user, password).load();

            long nodes = new SeriesDatabase(connections, flyway).inTransaction(SeriesDatabaseTest::nodes);

            assertThat(nodes).isZero();
        }
    }

    private static long nodes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from node")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
