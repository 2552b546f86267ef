//! Files that the user names: regular ones, links, pipes, devices.

use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use super::*;

/// What each command writes to a file.
fn commands(out: &Path) -> [Vec<std::ffi::OsString>; 2] {
    let model = |day: &str| repository().join(format!("model/connect/{day}.json"));
    let (old, new) = (model("2022-10-12"), model("2022-10-13"));
    let text = |text: &str| text.into();
    let out = [text("--out"), out.into()];
    let changes = [text("changes"), old.into(), new.clone().into()];
    let convert = [text("convert"), new.into(), text("--to"), text("ast")];
    [
        changes.into_iter().chain(out.clone()).collect(),
        convert.into_iter().chain(out).collect(),
    ]
}

/// What each command prints without a file.
fn printed() -> [String; 2] {
    commands(Path::new("")).map(|mut arguments| {
        arguments.truncate(arguments.len() - 2);
        let done = run(&arguments);
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    })
}

#[test]
fn a_file_is_replaced_and_a_new_one_made() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("new/file");
    for (arguments, text) in commands(&file).into_iter().zip(printed()) {
        for _ in 0..2 {
            let done = run(&arguments);
            assert_eq!(done.code, 0, "{}", done.err);
            assert_eq!(read(&file), text);
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a file");
        }
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(tree(folder.path()).len(), 1, "something is left over");
    }
}

#[test]
fn links_are_followed_and_stay() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("in")).expect("a folder");
    symlink("in/second", path("first")).expect("a link");
    symlink("../file", path("in/second")).expect("a link");
    for (arguments, text) in commands(&path("first")).into_iter().zip(printed()) {
        // The first time there is nothing where the links lead.
        let done = run(&arguments);
        assert_eq!(done.code, 0, "{}", done.err);
        for link in ["first", "in/second"] {
            assert!(path(link).is_symlink(), "{link} was replaced");
        }
        assert!(!path("file").is_symlink());
        assert_eq!(read(&path("file")), text);
    }
    symlink("loop", path("loop")).expect("a link");
    for arguments in commands(&path("loop")) {
        assert_eq!(run(&arguments).code, 1);
        assert!(path("loop").is_symlink());
    }
}

#[test]
fn a_pipe_stays_a_pipe() {
    let folder = TempDir::new().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let link = folder.path().join("link");
    symlink("pipe", &link).expect("a link");
    for way in [&pipe, &link] {
        for (arguments, text) in commands(way).into_iter().zip(printed()) {
            let reader = pipe.clone();
            let reader = thread::spawn(move || fs::read_to_string(reader).expect("text"));
            let done = run(&arguments);
            // A reader whose pipe was replaced would wait for ever.
            let kind = fs::symlink_metadata(&pipe).expect("a pipe").file_type();
            assert!(kind.is_fifo(), "the pipe was replaced");
            assert_eq!(done.code, 0, "{}", done.err);
            assert_eq!(reader.join().expect("no panic"), text);
        }
    }
}

/// As root only: nobody else can make a device. It is one of this test's own.
#[test]
fn a_device_stays_a_device() {
    let folder = TempDir::new().expect("a folder");
    let device = folder.path().join("null");
    let mut mknod = Command::new("mknod");
    mknod
        .arg(&device)
        .args(["c", "1", "3"])
        .stderr(Stdio::null());
    if !mknod.status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: a device can't be made");
        return;
    }
    let number = |path: &Path| fs::symlink_metadata(path).expect("a device").rdev();
    let before = number(&device);
    for arguments in commands(&device) {
        let done = run(&arguments);
        let kind = fs::symlink_metadata(&device).expect("a device").file_type();
        assert!(kind.is_char_device(), "the device was replaced");
        assert_eq!(number(&device), before);
        // In a folder that is mounted without devices it can't be opened.
        assert!(
            done.code == 0 || done.err.contains("ermission"),
            "{}",
            done.err
        );
    }
}

#[test]
fn the_standard_output_by_its_name_is_not_replaced() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    for (arguments, text) in commands(Path::new("/dev/stdout"))
        .into_iter()
        .zip(printed())
    {
        let mut open = fs::File::options();
        let out = open.create(true).truncate(true).read(true).write(true);
        let mut out = out.open(&file).expect("a file");
        let handle = out.try_clone().expect("a handle");
        let status = tinsmith().args(&arguments).stdout(handle).status();
        assert!(status.expect("tinsmith runs").success());
        // Through the handle that was open before: the file is still the same.
        let mut written = String::new();
        std::io::Seek::rewind(&mut out).expect("a file");
        out.read_to_string(&mut written).expect("text");
        assert_eq!(written, text);
    }
}

#[test]
fn what_can_not_be_written_leaves_what_was_there() {
    let folder = TempDir::new().expect("a folder");
    for arguments in commands(folder.path()) {
        let done = run(&arguments);
        assert_eq!(done.code, 1);
        let name = folder.path().display().to_string();
        assert!(done.err.contains(&name), "{}", done.err);
    }
    assert_eq!(tree(folder.path()).len(), 0);
    let file = folder.path().join("file");
    write(&file, "old");
    for arguments in commands(&file.join("below")) {
        assert_eq!(run(&arguments).code, 1);
    }
    assert_eq!(read(&file), "old");
}
