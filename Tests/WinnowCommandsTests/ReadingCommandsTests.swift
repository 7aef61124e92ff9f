import Foundation
import Testing
import WinnowCommands

/// Commands that only look change nothing, whatever state they find.
@Suite struct ReadingCommandsTests {
  enum Command: String, CaseIterable {
    case audit, explain, preview, status, journalVerify
  }

  private func run(_ command: Command, on state: SampleState) async throws -> CommandRun {
    switch command {
    case .audit: try await winnow("audit", "--state", state.path)
    case .explain: try await winnow("explain", state.id("3-page.html"), "--state", state.path)
    case .preview: try await winnow("preview", state.folder.path("state/spool"), "--json")
    case .status: try await winnow("status", "--state", state.path)
    case .journalVerify: try await winnow("journal", "verify", "--state", state.path)
    }
  }

  private func expectUnchanged(_ command: Command, _ state: SampleState) async throws -> CommandRun
  {
    let before = try state.tree()
    let result = try await run(command, on: state)
    let after = try state.tree()
    #expect(Set(after.keys) == Set(before.keys))
    for (name, bytes) in before where after[name] != bytes {
      Issue.record("\(command.rawValue) changed \(name)")
    }
    return result
  }

  @Test("a command that looks changes not a byte of a sound state", arguments: Command.allCases)
  func sound(_ command: Command) async throws {
    _ = try await expectUnchanged(command, SampleState.copy())
  }

  @Test(
    "a command that looks changes not a byte of a state with a torn tail and unfinished files",
    arguments: Command.allCases)
  func torn(_ command: Command) async throws {
    let state = try await SampleState.copy()
    try state.tearLastRecord()
    try state.leaveUnfinishedFiles()
    _ = try await expectUnchanged(command, state)
  }

  @Test("audit reports a torn tail as a note, and does not say that everything is in order")
  func auditTornTail() async throws {
    let state = try await SampleState.copy()
    try state.tearLastRecord()
    let run = try await winnow("audit", "--state", state.path)
    #expect(run.output.contains("torn"))
  }

  @Test("explain knows a file of the inbox by any of its names")
  func explainInbox() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("state/spool/inbox/wire/page.html.part", SampleFiles.page)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: folder.path("state/spool/inbox/wire"))
    for name in [
      file, folder.path("link/page.html.part"),
      folder.path("state/spool/inbox/./wire/page.html.part"),
    ] {
      let run = try await winnow("explain", name, "--state", folder.path("state"))
      #expect(run.output.contains("still being written"), "\(name): \(run.output)\(run.error)")
    }
  }
}
