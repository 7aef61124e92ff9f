internal import CYAML

/// The events of a YAML text, as libyaml reads them, with the lines they begin on.
@safe package final class YAMLEvents {
  /// What an event tells of.
  package enum Kind: Equatable {
    case scalar(String)
    case mappingStart, mappingEnd, sequenceStart, sequenceEnd
    case documentStart, streamEnd
    /// A reference to an earlier value.
    case alias
  }

  /// An event and the line that it begins on; 1 is the first.
  package struct Event: Equatable {
    package var kind: Kind
    package var line: Int
  }

  /// What is wrong with a text, and on which line.
  package struct Problem: Error, Equatable {
    package var line: Int
    package var message: String

    package init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  // The parser holds a pointer to itself, and one to the text: both need a fixed address.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Begins to read `text`.
  package init(_ text: String) {
    unsafe input = .allocate(capacity: text.utf8.count)
    _ = unsafe input.initialize(from: text.utf8)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; the ends of documents are passed over.
  ///
  /// Throws `Problem` where the text is not YAML.
  package func next() throws(Problem) -> Event {
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else {
        let message =
          unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not readable"
        throw unsafe Problem(line: Int(parser.pointee.problem_mark.line) + 1, message: message)
      }
      defer { unsafe yaml_event_delete(&event) }
      if let kind = unsafe Self.kind(of: event) {
        return unsafe Event(kind: kind, line: Int(event.start_mark.line) + 1)
      }
    }
  }

  private static func kind(of event: yaml_event_t) -> Kind? {
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(String(decoding: bytes, as: UTF8.self))
    default: return nil
    }
  }
}
