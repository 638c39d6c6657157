#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What Swift cannot say for itself: the variadic calls of libedit, the flags that signal handlers
// may touch, and ioctl. One function per operation and no decisions; those are made in Swift.

#pragma clang assume_nonnull begin

struct editline;
struct history;

// Signals ---------------------------------------------------------------------------------------

/// Installs the handlers for SIGINT, SIGWINCH and SIGCONT and ignores SIGPIPE. False when the
/// pipe that wakes a waiting poll could not be made. Later calls do nothing.
bool terminal_catch_signals(void);

/// Catches SIGTSTP while a statement is being typed, or gives it back to the system.
void terminal_catch_suspend(bool on);

/// Stops this process as Ctrl-Z would, and returns when it is continued.
void terminal_suspend(void);

/// Has the system edit lines while something else reads them, or leaves all keys as they are.
void terminal_set_reads_lines(bool on);

/// Starts a program on this terminal, looked for on the path, with the signals and the working
/// folder that a shell would give it. The arguments end with a null pointer. 0, or the error number.
int terminal_spawn(int *process, char *_Nullable *_Nonnull arguments);

/// The end of the pipe that becomes readable when a signal has come; -1 before the handlers.
int terminal_wake_descriptor(void);

bool terminal_interrupt_is_pending(void);
bool terminal_take_interrupt(void);
bool terminal_take_resize(void);
bool terminal_take_continue(void);
bool terminal_take_suspend(void);

// Facts -----------------------------------------------------------------------------------------

/// The size of the window behind a descriptor; false when there is none.
bool terminal_window_size(int descriptor, int *columns, int *rows);

/// The cells that a character takes, as libedit counts them; -1 for what cannot be shown.
int terminal_cell_width(uint32_t character);

// libedit ---------------------------------------------------------------------------------------

typedef char *_Nullable (*terminal_prompt_function)(struct editline *);
typedef int (*terminal_read_function)(struct editline *, uint32_t *);
typedef unsigned char (*terminal_key_function)(struct editline *, int);

/// The text being edited, as UTF-8, and where the cursor is in it, in bytes.
struct terminal_line {
  const char *text;
  size_t length;
  size_t cursor;
};

enum {
  terminal_key_done = 0,      // nothing to draw
  terminal_key_newline = 1,   // the line is finished
  terminal_key_end = 2,       // the input is finished
  terminal_key_refresh = 4,   // the line has changed
};

struct editline *_Nullable terminal_editor_open(const char *program);
void terminal_editor_close(struct editline *editor);

void terminal_set_client(struct editline *editor, void *client);
void *_Nullable terminal_get_client(struct editline *editor);
void terminal_set_emacs_keys(struct editline *editor);
void terminal_set_own_signals(struct editline *editor);
void terminal_set_prompt(struct editline *editor, terminal_prompt_function function);
void terminal_set_reader(struct editline *editor, terminal_read_function function);
void terminal_set_history(struct editline *editor, struct history *history);
void terminal_set_tty(struct editline *editor, const char *mode, const char *setting);
void terminal_add_function(
    struct editline *editor, const char *name, const char *help, terminal_key_function function);
void terminal_bind(struct editline *editor, const char *key, const char *function);

/// Reads until a key function finishes the line.
void terminal_read_line(struct editline *editor);
struct terminal_line terminal_get_line(struct editline *editor);
void terminal_insert(struct editline *editor, const char *text);
void terminal_delete_left(struct editline *editor, int characters);
void terminal_move_cursor(struct editline *editor, int characters);
void terminal_refresh(struct editline *editor);
void terminal_resize(struct editline *editor);
void terminal_reset(struct editline *editor);
void terminal_prepare(struct editline *editor, bool raw);

/// Writes bytes in order with what libedit has written.
void terminal_put(const char *bytes, size_t count);

struct history *_Nullable terminal_history_open(int size);
void terminal_history_close(struct history *history);
void terminal_history_add(struct history *history, const char *text);
void terminal_history_clear(struct history *history);

#pragma clang assume_nonnull end

// Holds the places of standard descriptors that are closed, before any file is opened.
void process_hold_standard_descriptors(void);

// Memory that was freed is kept for the next use and not given back to the system.
void process_keep_freed_memory(void);

// About so many bytes will be needed soon; a hint, without which all is as it was.
void process_expect_memory(size_t bytes);
