internal import CTerminal
import Glibc

/// The user's own editor, for a statement that has outgrown the prompt.
///
/// The program is started with its arguments one by one and never through a shell: what stands in
/// the environment is a command line, and nothing of the statement is part of it.
struct OutsideEditor {
  /// Why there is no text.
  enum Failure: Error, Equatable {
    /// No editor is named, and none of the usual ones is there.
    case none
    /// It could not be started, or the file for it could not be written or read.
    case system(Int32)
    /// It has ended with an error: the text stays what it was.
    case refused
    /// What came back is no text.
    case notUTF8
  }

  /// The program and its arguments.
  let command: [String]

  /// Editors that are tried where none is named, the one first that tells its own keys.
  private static let usual = ["nano", "vi"]
  private static let largestByteCount = 1 << 20

  /// The editor that the environment names, `VISUAL` before `EDITOR`.
  init(environment: (String) -> String? = TerminalFacts.environment) {
    let named = ["VISUAL", "EDITOR"].compactMap { environment($0) }
      .map(Self.words).first { !$0.isEmpty }
    command = named ?? []
  }

  /// A command line cut at blanks; quotes keep words with blanks together, nothing else is special.
  static func words(of line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      switch character {
      case quote: quote = nil
      case "\"" where quote == nil, "'" where quote == nil:
        quote = character
        word = word ?? ""
      case " " where quote == nil, "\t" where quote == nil:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  /// Has a text edited; the text as it was left.
  func edit(_ text: String) throws(Failure) -> String {
    let path = try write(text)
    defer { unsafe unlink(path) }
    let tried = command.isEmpty ? Self.usual.map { [$0] } : [command]
    for words in tried {
      do {
        try run(words + [path])
        return try read(path)
      } catch .system(ENOENT) where command.isEmpty {
        continue
      }
    }
    throw .none
  }

  // MARK: - The program

  private func run(_ words: [String]) throws(Failure) {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    terminal_set_reads_lines(true)
    defer { terminal_set_reads_lines(false) }
    var process: pid_t = 0
    let status = unsafe terminal_spawn(&process, &arguments)
    guard status == 0 else { throw .system(status) }
    var ending: Int32 = 0
    while unsafe waitpid(process, &ending, 0) < 0 {
      guard errno == EINTR else { throw .system(errno) }
    }
    if ending != 0 { throw .refused }
  }

  // MARK: - The file

  /// A file of the user's own, with an ending that editors know nothing of and people do.
  private func write(_ text: String) throws(Failure) -> String {
    let folder = TerminalFacts.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let ending = ".ivq"
    var template = Array((folder + "/invoq-XXXXXX" + ending).utf8CString)
    let file = unsafe mkstemps(&template, Int32(ending.utf8.count))
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    var bytes = Array(text.utf8)[...]
    bytes += [0x0A]
    while !bytes.isEmpty {
      let sent = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { throw .system(errno) }
      bytes = bytes.dropFirst(sent)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Editors write a new file and rename it, so it is opened again.
  private func read(_ path: String) throws(Failure) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < Self.largestByteCount {
      let count = unsafe Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return text
  }
}
