import Foundation

/// A folder of its own for one test, gone when the test is.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Every file with its bytes.
  var content: [String: Data] {
    get throws {
      var content: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: path) {
        content[name] = try Data(contentsOf: URL(filePath: file(name)))
      }
      return content
    }
  }
}
