package io.meshplane.devstack.postgres;

import io.meshplane.devstack.file.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Role and databases of the services. */
final class Databases {
    /** @throws SQLException also if the administrator's secret is no longer that of the data folder */
    static void ensure(int port, Secrets secrets, List<String> databases) throws SQLException, IOException {
        String password = secrets.get(PostgresServer.PASSWORD_SECRET, Secrets::random);
        String adminPassword = secrets.get(PostgresServer.ADMIN_PASSWORD_SECRET, Secrets::random);
        try (Connection admin = connect(port, adminPassword)) {
            ensureRole(admin, password);
            for (String database : databases) ensureDatabase(admin, database);
        }
    }

    private static Connection connect(int port, String password) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        return DriverManager.getConnection(url, PostgresServer.ADMIN, password);
    }

    private static void ensureRole(Connection admin, String password) throws SQLException {
        boolean present = exists(admin, "select 1 from pg_roles where rolname = ?", PostgresServer.ROLE);
        String verb = present ? "alter" : "create";
        // always set: the secret's file says what the password is
        execute(admin, verb + " role " + PostgresServer.ROLE + " login password '" + password.replace("'", "''") + "'");
    }

    private static void ensureDatabase(Connection admin, String name) throws SQLException {
        if (!name.matches("[a-z_]{1,40}")) throw new IllegalArgumentException("database name: " + name);
        if (exists(admin, "select 1 from pg_database where datname = ?", name)) return;
        execute(
                admin,
                "create database " + name + " owner " + PostgresServer.ROLE + " template template0"
                        + " locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'");
        execute(admin, "revoke connect on database " + name + " from public");
    }

    private static boolean exists(Connection admin, String query, String name) throws SQLException {
        try (PreparedStatement select = admin.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection admin, String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private Databases() {}
}
