internal import ArgumentParser
internal import PostgresLog

/// Where the log lies.
struct DatabaseOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How PostgreSQL is reached, as libpq says it: host=… dbname=… user=…", valueName: "connection"
    ))
  var database: String

  var log: PostgresLog { PostgresLog(database) }
}
