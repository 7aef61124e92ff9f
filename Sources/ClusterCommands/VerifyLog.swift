internal import ArgumentParser
internal import ClusterLog
internal import Model
internal import PostgresLog

/// Reads the whole log and looks at its chain.
struct VerifyLog: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read the whole log and look whether each batch is what was appended there.")

  @OptionGroup var connection: DatabaseOption

  func answer() async throws -> String {
    let log = try connection.log()
    var head = LogHead.start
    while true {
      let batches = try await log.batches(
        after: head.number, chain: head.number > 0 ? head.chain : nil, limit: 64)
      if batches.isEmpty { break }
      for batch in batches {
        guard batch.follows(head) else {
          throw LogError.damaged("batch \(batch.batch.number) is not what was appended there")
        }
        head = batch.batch.head
      }
    }
    return
      "\(head.number) batches with \(head.last.rawValue) decisions are as they were appended.\n"
  }
}
