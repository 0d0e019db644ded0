// A desk process that never comes to listen: prints its process id and waits.
console.log(process.pid)
setInterval(() => {}, 1000)
