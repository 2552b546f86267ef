mod answers;
mod calls;
mod challenges;
