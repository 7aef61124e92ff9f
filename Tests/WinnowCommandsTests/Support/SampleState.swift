import Foundation
import Testing
import WinnowCommands

/// A state directory that `winnow ingest` made of the sample files.
struct SampleState {
  let folder: TemporaryFolder
  /// The ids of articles by the last component of their file's name.
  let ids: [String: [String]]

  var path: String { folder.path("state") }
  func id(_ file: String) throws -> String { try #require(ids[file]?.first) }

  private static let made = Task { try await make() }

  /// The state for tests that only read; made once.
  static func shared() async throws -> SampleState { try await made.value }

  /// A copy for a test that changes it.
  static func copy() async throws -> SampleState {
    let original = try await shared()
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: original.path, toPath: folder.path("state"))
    return SampleState(folder: folder, ids: original.ids)
  }

  private static func make() async throws -> SampleState {
    let folder = try TemporaryFolder()
    for (name, text) in SampleFiles.all { _ = try folder.write("in/" + name, text) }
    // A link is never followed: its job ends in quarantine.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("in/7-link.txt"), withDestinationPath: "/nowhere")
    let run = try await winnow("ingest", folder.path("in"), "--state", folder.path("state"))
    try #require(run.status == .success, "\(run.error)")
    var ids: [String: [String]] = [:]
    for article in try await winnow("export", "--state", folder.path("state")).objects() {
      let provenance = try #require(article["provenance"] as? [String: Any])
      let file = try #require(provenance["file"] as? String)
      let name = String(file.split(separator: "/").last ?? "")
      ids[name, default: []].append(try #require(article["id"] as? String))
    }
    return SampleState(folder: folder, ids: ids)
  }
}
