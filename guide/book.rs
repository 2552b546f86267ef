//! Makes the guide as a site, in the folder `build-dir` of `book.toml`.

use std::process::ExitCode;

use mdbook_driver::MDBook;

fn main() -> ExitCode {
    let built = MDBook::load(env!("CARGO_MANIFEST_DIR")).and_then(|book| {
        book.build()?;
        Ok(book.build_dir_for("html"))
    });
    match built {
        Ok(folder) => {
            println!("{}", folder.join("index.html").display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
