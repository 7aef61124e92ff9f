import Storage
import Testing

@Suite("paths as bytes")
struct FilePathBytesTests {
  @Test(
    "a path is split into its folder and its name at the last slash",
    arguments: [
      ("/a/b", "/a", "b"), ("/a", "/", "a"), ("a/b", "a", "b"), ("a", ".", "a"), ("/", "/", ""),
    ])
  func splits(path: String, folder: String, name: String) {
    let path = FilePath(path)
    #expect(path.parent == FilePath(folder))
    #expect(path.nameBytes == Array(name.utf8))
  }

  @Test("a name is appended behind one slash, to the root and to nothing as well")
  func appends() {
    let name = Array("x".utf8)
    #expect(FilePath("/a").appending(name: name) == "/a/x")
    #expect(FilePath("/").appending(name: name) == "/x")
    #expect(FilePath("").appending(name: name) == "x")
    #expect(FilePath("/a/b").appendingSuffix(".tmp") == "/a/b.tmp")
  }

  @Test("bytes come back as they were, and a zero byte ends the path")
  func keepsBytes() {
    let bytes: [UInt8] = [0x2F, 0xFF, 0xC3, 0x28, 0x0A]
    #expect(FilePath(bytes: bytes).bytes == bytes)
    #expect(FilePath(bytes: [0x61, 0, 0x62]) == "a")
    #expect(FilePath(bytes: []).isEmpty)
  }

  @Test(
    "what could paint a terminal or end the quotation is written as hexadecimal bytes",
    arguments: [
      ("/plain name", "“/plain name”"), ("/zażółć", "“/zażółć”"),
      ("/a\u{1B}[31m", #"“/a\x1B[31m”"#), ("/a\u{202E}b", #"“/a\xE2\x80\xAEb”"#),
      ("/a”b", #"“/a\xE2\x80\x9Db”"#), (#"/a\b"#, #"“/a\x5Cb”"#),
    ])
  func prints(path: String, printed: String) {
    #expect(FilePath(path).printable == printed)
  }

  @Test("an error says what was tried, on what, and why, on one line")
  func describesErrors() {
    let error = StorageError(operation: .rename, path: "/spool/a\nb", errno: .noSpace)
    #expect(error.description.hasPrefix(#"cannot rename “/spool/a\x0Ab”: "#))
    #expect(error.description.hasSuffix("(errno 28)"))
    #expect(!error.description.contains("\n"))
    #expect(error.isOutOfSpace)
    #expect(StorageError(operation: .write, path: "/", errno: .diskQuotaExceeded).isOutOfSpace)
    #expect(!StorageError(operation: .write, path: "/", errno: .ioError).isOutOfSpace)
  }
}
