internal import CTerminal
internal import Glibc

/// The value of the option `--color`.
package enum ColorChoice: String, Sendable, CaseIterable {
  case auto
  case always
  case never
}

/// What is known about the terminal, if there is one.
package struct TerminalFacts: Equatable, Sendable {
  /// Whether a person can type: standard input is a terminal.
  package let inputIsTerminal: Bool
  /// Whether a person reads along: standard output is a terminal.
  package let outputIsTerminal: Bool
  /// Whether the terminal understands no escape sequences at all.
  package let isDumb: Bool
  /// Whether answers and messages are to be colored.
  package let wantsColor: Bool

  /// Facts as given, for tests and for programs that decide by themselves.
  package init(inputIsTerminal: Bool, outputIsTerminal: Bool, isDumb: Bool, wantsColor: Bool) {
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.isDumb = isDumb
    self.wantsColor = wantsColor
  }

  /// The facts of this process, from its descriptors and its environment.
  package static func current(
    color: ColorChoice = .auto, environment: (String) -> String? = TerminalFacts.environment
  ) -> TerminalFacts {
    let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    return TerminalFacts(
      inputIsTerminal: isatty(STDIN_FILENO) == 1,
      outputIsTerminal: outputIsTerminal,
      isDumb: isDumb(environment),
      wantsColor: wantsColor(color, onTerminal: outputIsTerminal, environment: environment))
  }

  /// Whether to color: the option, then `NO_COLOR`, then `CLICOLOR_FORCE`, then the terminal.
  package static func wantsColor(
    _ choice: ColorChoice, onTerminal: Bool, environment: (String) -> String?
  ) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return false }
    if let force = environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
    return onTerminal && !isDumb(environment)
  }

  /// The value of an environment variable of this process.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// A missing `TERM` is as good as a dumb one: nothing is known about what may be sent.
  private static func isDumb(_ environment: (String) -> String?) -> Bool {
    guard let name = environment("TERM"), !name.isEmpty else { return true }
    return name == "dumb"
  }
}
