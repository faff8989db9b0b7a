// @ts-check
// This file lies beside the start page only where the whole site does: then go on. Opened from
// inside a zip, the start page comes alone, and stays to say what to do.
const onward = document.querySelector("a");
if (onward) location.replace(onward.href);
