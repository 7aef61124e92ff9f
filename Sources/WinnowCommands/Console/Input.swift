import Glibc
import Storage

/// Reads what a filter is given.
enum Input {
  /// Bytes of a file, or of standard input where there is none or it is `-`.
  static func bytes(of file: String?) throws -> [UInt8] {
    if let file, file != "-" {
      let path = FilePath(argument: file)
      let system = POSIXFileSystem()
      if let status = try? system.status(of: path), status.kind == .folder {
        throw CommandFailure(.attention, "\(path.printable) is a folder; name its files")
      }
      return try system.readFile(path, limit: 1 << 31)
    }
    var bytes: [UInt8] = []
    try read(nil) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Bytes of a file or of standard input, piece by piece.
  static func read(_ file: String?, _ body: ([UInt8]) throws -> Void) throws {
    if let file, file != "-" { return try body(bytes(of: file)) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(Console.current.input, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      try body(Array(buffer[..<count]))
    }
  }
}
