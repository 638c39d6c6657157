import Diagnostics
import Glibc

/// The statements that a user wants at the beginning of each session at the prompt.
///
/// `$XDG_CONFIG_HOME/invoq/init.ivq`, beside the saved questions; mostly settings and definitions.
enum InitFile {
  /// Runs the file, if there is one; false when it ends the session.
  ///
  /// A mistake in it is told with its place, and the session goes on.
  static func run(
    in session: Session, environment: (String) -> String? = TerminalFacts.environment
  ) -> Bool {
    guard let folder = SavedFile.standard(environment: environment)?.directory else { return true }
    let path = folder + "/init.ivq"
    guard unsafe access(path, F_OK) == 0 else { return true }
    session.scriptDepth += 1
    defer { session.scriptDepth -= 1 }
    do throws(Diagnostic) {
      return session.run(try ScriptFile.read(path, at: nil)) != .quit
    } catch {
      _ = session.tell(Mistakes([error]), in: nil)
      return true
    }
  }
}
