/// A window's rest as a stream, for a layer inside a layer.
final class WindowStream: ByteStream {
  private let window: ByteWindow

  init(_ window: ByteWindow) { self.window = window }

  var inputOffset: Int64 { window.inputOffset - Int64(window.available) }
  var notes: [String] { window.notes }

  func read() throws -> [UInt8] {
    _ = try window.fill(1)
    return window.takeAvailable()
  }
}
