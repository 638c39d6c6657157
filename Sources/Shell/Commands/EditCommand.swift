import Diagnostics
import Model

/// `edit`: the last statement in the user's own editor.
///
/// What comes back stands at the next prompt and does not run by itself.
enum EditCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard session.isAtPrompt, session.scriptDepth == 0 else {
      throw Mistakes([.editsNothing(at: command.span)])
    }
    try session.refuseWhenSafe(command)
    let before = session.history.last(2).last { !isOwn($0) } ?? ""
    session.offer(draft: try edited(before, at: command.span))
    return .done
  }

  /// What the user's editor makes of a text.
  static func edited(_ text: String, at span: SourceSpan?) throws(Mistakes) -> String {
    let editor = OutsideEditor()
    do throws(OutsideEditor.Failure) {
      return TypedText.cleaned(try editor.edit(text).utf8)
    } catch {
      throw Mistakes([.notEdited(editor.command.first, error, at: span)])
    }
  }

  private static func isOwn(_ statement: String) -> Bool {
    let source = SourceText(statement)
    let word = CommandTable.firstWord(of: source, at: SourceSpan(0, source.bytes.count))
    return word?.name.lowercased() == "edit"
  }
}

extension Session {
  /// What Alt-E makes of the text in the line; nil, and said why, where nothing came of it.
  func editedOutside(_ text: String) -> String? {
    do throws(Mistakes) {
      if isSafe { throw Mistakes([.notInSafeMode("edit", at: nil)]) }
      return try EditCommand.edited(text, at: nil)
    } catch {
      _ = tell(error, in: nil)
      return nil
    }
  }
}
