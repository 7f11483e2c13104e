//! The last resort: a fault in Fingerpost itself, told in plain words.

use std::any::Any;
use std::io::Write;
use std::panic::PanicHookInfo;

/// The exit code of a run that ended so.
pub const EXIT: u8 = 3;

/// Says that the fault is ours, and what to pass on. Used as the panic hook.
pub fn say_so(fault: &PanicHookInfo<'_>) {
    let place = fault.location().map(ToString::to_string);
    let text = in_words(place.as_deref(), message(fault.payload()));
    let _nobody_listens = std::io::stderr().lock().write_all(text.as_bytes());
}

/// What was raised is a fixed text, or one made for the occasion.
fn message(raised: &dyn Any) -> Option<&str> {
    let fixed = raised.downcast_ref::<&str>().copied();
    fixed.or_else(|| raised.downcast_ref::<String>().map(String::as_str))
}

fn in_words(place: Option<&str>, message: Option<&str>) -> String {
    format!(
        "\nThis is a fault in Fingerpost itself, and nothing that you did wrong. Your files are as you left them, and\n\
         the published site is whole.\n\n\
         Please send these lines to whoever looks after Fingerpost for you:\n  \
         fingerpost {}, at {}\n  {}\n",
        env!("CARGO_PKG_VERSION"),
        place.unwrap_or("an unknown place"),
        message.unwrap_or("no more is known"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_says_whose_it_is_and_where() {
        let text = in_words(Some("src/a.rs:1:2"), Some("no such thing"));
        assert!(text.contains("a fault in Fingerpost itself"));
        assert!(text.contains("at src/a.rs:1:2\n  no such thing\n"));
    }
}
