import Foundation
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import WriteAheadLog

@testable import Maintenance

/// A folder of its own for a test, with a state in it and what fills and reads one.
struct TestState {
  let folder: FilePath
  let files = POSIXFileSystem()
  var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  /// Segments of the smallest size, so that a state of a few articles has several.
  var options: StateDirectoryOptions {
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    return options
  }

  /// Takes in the made-up texts of these numbers.
  func ingest(_ numbers: [Int], into paths: StatePaths? = nil) async throws {
    let texts = try numbers.map { number in
      let path = folder.appending("\(number).txt")
      try files.replaceFile(
        path, with: Array(ColdCopyTests.text(number).joined(separator: "\n\n").utf8))
      return path
    }
    _ = try await ForegroundIngest(
      paths: paths ?? self.paths, settings: PipelineSettings(), options: options,
      copyOptions: CopyIndexOptions()
    ).run(texts) { _ in }
  }

  /// All that the state's articles say.
  func export(_ paths: StatePaths? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Catalogue.open(paths ?? self.paths).export { bytes += $0 }
    return bytes
  }
}
